package io.groundwatch.processor;

import io.groundwatch.config.ProcessorConfig.Parse;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.text.TimestampFormat;
import io.groundwatch.text.TimestampReader;
import io.groundwatch.text.UsualTimes;
import io.groundwatch.text.ZoneNames;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event's time out of a field: by the format that the configuration names, else by the
 * usual ones. Owned by one thread.
 */
final class FieldTime {
  private final UsualTimes usual;
  private final @Nullable TimestampReader named;
  private final boolean expected;

  private FieldTime(UsualTimes usual, @Nullable TimestampReader named, boolean expected) {
    this.usual = usual;
    this.named = named;
    this.expected = expected;
  }

  static FieldTime of(Parse config, String timezone) {
    ZoneId zone = ZoneNames.zone(timezone);
    return new FieldTime(
        new UsualTimes(zone),
        config.timestampFormats().isEmpty()
            ? null
            : new TimestampReader(
                config.timestampFormats().stream()
                    .map(format -> TimestampFormat.compile(format, zone))
                    .toList()),
        config.timestampField().isPresent() || !config.timestampFormats().isEmpty());
  }

  /** Whether the configuration says that every event has a time. */
  boolean isExpected() {
    return expected;
  }

  /** Gives the event the time in a field; false where there is none that can be read. */
  boolean read(AttributeSet fields, int slot, EventDraft event) {
    OptionalLong time =
        find(fields.bytes(), fields.valueStart(slot), fields.valueLength(slot), event.readNanos());
    time.ifPresent(event::time);
    return time.isPresent();
  }

  private OptionalLong find(byte[] bytes, int offset, int length, long nowNanos) {
    if (named == null) {
      return usual.find(bytes, offset, length, nowNanos);
    }
    named.find(bytes, offset, length, nowNanos);
    return named.time();
  }
}
