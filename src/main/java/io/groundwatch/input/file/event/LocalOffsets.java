package io.groundwatch.input.file.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

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
    return rules.getOffset(Instant.ofEpochSecond(epochSeconds)).getTotalSeconds();
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
    Instant instant = Instant.ofEpochSecond(localSeconds - offset);
    ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    from = before == null ? Long.MIN_VALUE : before.toEpochSecond() + offset + LONGEST_CHANGE;
    to = after == null ? Long.MAX_VALUE : after.toEpochSecond() + offset - LONGEST_CHANGE;
  }
}
