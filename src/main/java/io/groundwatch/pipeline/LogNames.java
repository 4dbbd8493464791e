package io.groundwatch.pipeline;

import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.NamePlaceholders;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Fills in what the names of an entry's log group and stream hold of the host and of the day. Owned
 * by the thread of the entry's input.
 */
public final class LogNames {
  private final LogPlaceholders host;
  private final ZoneId zone;
  private final boolean dated;
  private Map<String, String> values = Map.of();
  private String date = "";
  private long dayStart;
  private long dayEnd = Long.MIN_VALUE;
  private int version;

  /**
   * Of one entry.
   *
   * @param zone in which days begin
   */
  public LogNames(LogStreamConfig config, LogPlaceholders host, ZoneId zone) {
    this.host = host;
    this.zone = zone;
    this.dated =
        config.stream().contains(NamePlaceholders.DATE)
            || config.group().orElse("").contains(NamePlaceholders.DATE);
  }

  /** Changes whenever names do: another day has begun, or more is known of the host. */
  public int version(long wallNanos) {
    if (dated && (wallNanos < dayStart || wallNanos >= dayEnd)) {
      begin(LocalDate.ofInstant(Instant.ofEpochSecond(0, wallNanos), zone));
      version++;
    }
    Map<String, String> now = host.values();
    if (now != values) {
      values = now;
      version++;
    }
    return version;
  }

  /** A name as it is in the version asked about last. */
  public String fill(String name) {
    return LogPlaceholders.fill(name, values).replace(NamePlaceholders.DATE, date);
  }

  private void begin(LocalDate today) {
    date = today.toString();
    dayStart = nanos(today);
    dayEnd = nanos(today.plusDays(1));
  }

  private long nanos(LocalDate start) {
    return TimeUnit.SECONDS.toNanos(start.atStartOfDay(zone).toEpochSecond());
  }
}
