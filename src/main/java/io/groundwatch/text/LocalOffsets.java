package io.groundwatch.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The offsets of one zone, quick for times between the same two changes of it. As java.time has it,
 * a local time that comes twice is the earlier of the two, and one that is left out is moved on by
 * the length of the gap. One thread.
 */
final class LocalOffsets {
  /** No change of a clock is longer: within this of a change the rules themselves are asked. */
  private static final long LONGEST_CHANGE = 24 * 3600;

  private final ZoneId zone;
  private final ZoneRules rules;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;
  private int offset;

  LocalOffsets(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
  }

  ZoneId zone() {
    return zone;
  }

  /** The offset in seconds at an instant. */
  int ofInstant(long epochSeconds) {
    return rules.getOffset(at(epochSeconds)).getTotalSeconds();
  }

  /** The offset in seconds at a local time, counted in seconds since 1970 as if it were UTC. */
  int ofLocal(long localSeconds) {
    if (localSeconds < from || localSeconds >= to) {
      look(localSeconds);
    }
    return offset;
  }

  private void look(long localSeconds) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
    offset = rules.getOffset(local).getTotalSeconds();
    long instant = localSeconds - offset;
    boolean skipped = ofInstant(instant) != offset;
    from = skipped ? Long.MAX_VALUE : since(rules.previousTransition(at(instant + 1)));
    to = skipped ? Long.MIN_VALUE : until(rules.nextTransition(at(instant)));
  }

  private long since(@Nullable ZoneOffsetTransition change) {
    return change == null ? Long.MIN_VALUE : change.toEpochSecond() + offset + LONGEST_CHANGE;
  }

  private long until(@Nullable ZoneOffsetTransition change) {
    return change == null ? Long.MAX_VALUE : change.toEpochSecond() + offset - LONGEST_CHANGE;
  }

  private static Instant at(long epochSeconds) {
    return Instant.ofEpochSecond(epochSeconds);
  }
}
