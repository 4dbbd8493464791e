package io.groundwatch.output.elasticsearch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The data stream or index that a document goes to. In a name such as {@code app-{date}}, the
 * placeholder stands for the document's day, in UTC. Neighbours mostly share their day, so the last
 * name is kept. Owned by one thread.
 */
final class IndexName {
  static final String DATE = "{date}";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  private final String template;
  private String name = "";
  private long day = Long.MIN_VALUE;

  IndexName(String template) {
    this.template = template;
  }

  String of(long timeNanos) {
    long itsDay = Math.floorDiv(timeNanos, NANOS_PER_DAY);
    if (itsDay != day) {
      name = template.replace(DATE, DAY.format(Instant.ofEpochSecond(0, timeNanos)));
      day = itsDay;
    }
    return name;
  }
}
