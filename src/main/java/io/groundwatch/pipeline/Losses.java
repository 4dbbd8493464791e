package io.groundwatch.pipeline;

import io.groundwatch.pipeline.LaneMetrics.DropReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the lane gave up, from its own queue or in an input's memory: says it in the log once a
 * spell, and hands it out to be told to the destination with the next batch. What was not told when
 * the process ends is not told. Owned by the lane's thread.
 */
final class Losses {
  /** What is given up within this time of one another is one spell. */
  private static final long SPELL_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final LaneMetrics metrics;
  private final LaneVoice voice;
  private final Map<DropReason, Long> said = new EnumMap<>(DropReason.class);
  private final Map<DropReason, Gap> handedOut = new EnumMap<>(DropReason.class);
  private long lastNanos;
  private boolean spell;

  Losses(LaneMetrics metrics, LaneVoice voice) {
    this.metrics = metrics;
    this.voice = voice;
    for (DropReason reason : DropReason.values()) {
      said.put(reason, 0L);
      handedOut.put(reason, new Gap(reason, 0, 0));
    }
  }

  /** Says what was given up since the last call, or that it ended some time ago. */
  void say(long nowNanos) {
    if (spell && nowNanos - lastNanos >= SPELL_NANOS) {
      spell = false;
      for (DropReason reason : DropReason.values()) {
        voice.recovered(reason.label(), "drops nothing more (" + reason.label() + ").");
      }
    }
    for (DropReason reason : DropReason.values()) {
      DropCount count = metrics.dropped(reason);
      long records = count.records();
      if (records > said.getOrDefault(reason, 0L)) {
        said.put(reason, records);
        spell = true;
        lastNanos = nowNanos;
        if (reason != DropReason.PURGED) { // what was asked for is said where it is carried out
          voice.loss(reason.label(), text(reason, count));
        }
      }
    }
  }

  private static String text(DropReason reason, DropCount count) {
    return "%s (%d records, about %d bytes, since the start)."
        .formatted(reason.what(), count.records(), count.bytes());
  }

  /** What the destination was not told of yet; counts as told until {@link #untold}. */
  List<Gap> handOut() {
    List<Gap> gaps = new ArrayList<>();
    for (DropReason reason : DropReason.values()) {
      DropCount count = metrics.dropped(reason);
      Gap before = handedOut.getOrDefault(reason, new Gap(reason, 0, 0));
      Gap now = new Gap(reason, count.records(), count.bytes());
      if (now.records() > before.records()) {
        gaps.add(new Gap(reason, now.records() - before.records(), now.bytes() - before.bytes()));
        handedOut.put(reason, now);
      }
    }
    return List.copyOf(gaps);
  }

  /** The batch that {@code gaps} went with was not taken: they go with the next. */
  void untold(List<Gap> gaps) {
    for (Gap gap : gaps) {
      handedOut.computeIfPresent(
          gap.reason(),
          (reason, out) ->
              new Gap(reason, out.records() - gap.records(), out.bytes() - gap.bytes()));
    }
  }
}
