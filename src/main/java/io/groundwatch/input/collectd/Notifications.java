package io.groundwatch.input.collectd;

import io.groundwatch.input.collectd.Refusals.Reason;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.runtime.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hands on notifications as log records: filed under the configured group, in a stream of their
 * host's name. One thread.
 */
final class Notifications {
  private final Optional<String> group;
  private final RecordFanout out;
  private final TimeSource time;
  private final Refusals refusals;

  Notifications(Optional<String> group, RecordFanout out, TimeSource time, Refusals refusals) {
    this.group = group;
    this.out = out;
    this.time = time;
    this.refusals = refusals;
  }

  /** Takes one, as far as lanes have room. */
  void take(Parts parts, String message) {
    if (group.isEmpty()) {
      refusals.add(Reason.NOTIFICATION);
      return;
    }
    LogOrigin origin =
        new LogOrigin(group.get(), parts.host.isBlank() ? "collectd" : parts.host, "");
    long at = parts.timeNanos == 0 ? time.wallNanos() : parts.timeNanos;
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    out.mayGoOn(text.length);
    out.accept(origin, at, text, 0, text.length, attributes(parts));
  }

  private static Map<String, String> attributes(Parts parts) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("severity", parts.importance.severity());
    put("collectd.plugin", parts.plugin, attributes);
    put("collectd.plugin_instance", parts.pluginInstance, attributes);
    put("collectd.type", parts.type, attributes);
    put("collectd.type_instance", parts.typeInstance, attributes);
    return attributes;
  }

  private static void put(String name, String value, Map<String, String> into) {
    if (!value.isEmpty()) {
      into.put(name, value);
    }
  }
}
