package io.groundwatch.config;

import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.config.EventConfig.Format;
import io.groundwatch.config.FileConfig.ReadFrom;
import io.groundwatch.config.FileHandling.Compressed;
import io.groundwatch.config.JournalSelection.Priority;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import io.groundwatch.text.LineEnding;
import io.groundwatch.text.LongLines;
import io.groundwatch.text.TimestampPolicy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words that a key takes, in the order in which a fault lists them. */
final class Choices {
  static final Map<String, ReadFrom> READ_FROM = of(ReadFrom.values(), ReadFrom::key);
  static final Map<String, Compressed> COMPRESSED = of(Compressed.values(), Compressed::key);
  static final Map<String, Boolean> BACKPRESSURE = Map.of("fd_release", true);
  static final Map<String, Format> FORMAT = of(Format.values(), Format::key);
  static final Map<String, LineEnding> LINE_ENDING = of(LineEnding.values(), LineEnding::key);
  static final Map<String, LongLines> LONG_LINES = of(LongLines.values(), LongLines::key);
  static final Map<String, TimestampPolicy> TIMESTAMP_POLICY =
      of(TimestampPolicy.values(), policy -> policy.name().toLowerCase(Locale.ROOT));
  static final Map<String, CollectdConfig.Security> COLLECTD_SECURITY =
      of(CollectdConfig.Security.values(), level -> level.name().toLowerCase(Locale.ROOT));
  static final Map<String, RelabelRule.Action> RELABEL =
      of(RelabelRule.Action.values(), RelabelRule.Action::key);
  static final Map<String, Priority> PRIORITY = priorities();
  static final Map<String, Boolean> FILTER =
      of(new Boolean[] {true, false}, include -> include ? "include" : "exclude");
  static final Map<String, ProcessorConfig.Format> PARSE_FORMAT =
      of(ProcessorConfig.Format.values(), ProcessorConfig.Format::key);
  static final Map<String, ProcessorConfig.Preset> PRESET =
      of(ProcessorConfig.Preset.values(), ProcessorConfig.Preset::key);
  static final Map<String, DestinationConfig.Type> TYPE =
      of(DestinationConfig.Type.values(), DestinationConfig.Type::key);
  static final Map<String, ProtocolConfig.Encoding> ENCODING =
      of(ProtocolConfig.Encoding.values(), ProtocolConfig.Encoding::key);
  static final Map<String, ProtocolConfig.RemoteWrite.Version> REMOTE_WRITE_VERSION =
      of(ProtocolConfig.RemoteWrite.Version.values(), ProtocolConfig.RemoteWrite.Version::key);
  static final Map<String, Integer> INFLUX_VERSION = of(new Integer[] {1, 2, 3}, v -> "v" + v);
  static final Map<String, ProtocolConfig.Http.Format> HTTP_FORMAT =
      of(ProtocolConfig.Http.Format.values(), ProtocolConfig.Http.Format::key);
  static final Map<String, SignalKind> SIGNAL = of(SignalKind.values(), SignalKind::key);
  static final Map<String, Compression> COMPRESSION = of(Compression.values(), Compression::key);
  static final Map<String, WhenFull> WHEN_FULL =
      of(WhenFull.values(), whenFull -> whenFull.name().toLowerCase(Locale.ROOT));

  private Choices() {}

  /** By name, and by number, as syslog numbers them. */
  private static Map<String, Priority> priorities() {
    Map<String, Priority> choices = new LinkedHashMap<>(of(Priority.values(), Priority::key));
    choices.putAll(of(Priority.values(), priority -> Integer.toString(priority.number())));
    return Collections.unmodifiableMap(choices);
  }

  private static <T> Map<String, T> of(T[] values, Function<T, String> key) {
    Map<String, T> choices = new LinkedHashMap<>();
    for (T value : values) {
      choices.put(key.apply(value), value);
    }
    return Collections.unmodifiableMap(choices);
  }
}
