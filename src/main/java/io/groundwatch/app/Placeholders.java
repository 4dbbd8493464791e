package io.groundwatch.app;

import io.groundwatch.config.FileConfig;
import io.groundwatch.config.ProcessorConfig;
import io.groundwatch.config.ProcessorConfig.AddFields;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fills in what stands in braces in log group and stream names, and in added fields, as the
 * CloudWatch Agent does: {@code {hostname}}, {@code {local_hostname}}, {@code {ip_address}}, {@code
 * {instance_id}}, {@code {date}}. Off the cloud an instance's id is {@code i-UNKNOWN}, as there.
 */
final class Placeholders {
  private final Map<String, String> values;

  private Placeholders(Map<String, String> values) {
    this.values = values;
  }

  /** Asks the system once. */
  static Placeholders of(String hostname, Instant now) {
    return new Placeholders(
        Map.of(
            "{hostname}",
            hostname,
            "{local_hostname}",
            hostname,
            "{ip_address}",
            address(),
            "{instance_id}",
            "i-UNKNOWN",
            "{date}",
            LocalDate.ofInstant(now, ZoneId.systemDefault()).toString()));
  }

  /** {@code file} with the placeholders in its names filled in. */
  FileConfig fill(FileConfig file) {
    return new FileConfig(
        file.filePath(),
        file.exclude(),
        file.blacklist(),
        fill(file.logGroupName()),
        fill(file.logStreamName()),
        file.readFrom(),
        file.events(),
        file.processors().stream().map(this::fill).toList(),
        file.destinations());
  }

  private ProcessorConfig fill(ProcessorConfig processor) {
    if (processor instanceof AddFields add) {
      Map<String, String> fields = new LinkedHashMap<>(add.fields());
      fields.replaceAll((name, value) -> fill(value));
      return new AddFields(fields);
    }
    return processor;
  }

  /** {@code text} with its placeholders filled in. */
  String fill(String text) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace(value.getKey(), value.getValue());
    }
    return filled;
  }

  private static String address() {
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (UnknownHostException e) {
      // A host whose own name does not resolve still runs; its address is then not known by name.
      return InetAddress.getLoopbackAddress().getHostAddress();
    }
  }
}
