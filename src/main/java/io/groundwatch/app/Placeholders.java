package io.groundwatch.app;

import static io.groundwatch.config.NamePlaceholders.ACCOUNT_ID;
import static io.groundwatch.config.NamePlaceholders.AWS_REGION;
import static io.groundwatch.config.NamePlaceholders.HOSTNAME;
import static io.groundwatch.config.NamePlaceholders.INSTANCE_ID;
import static io.groundwatch.config.NamePlaceholders.IP_ADDRESS;
import static io.groundwatch.config.NamePlaceholders.LOCAL_HOSTNAME;

import io.groundwatch.config.AgentSection;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.ProcessorConfig;
import io.groundwatch.config.ProcessorConfig.AddFields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fills in what stands in braces in log group and stream names and in added fields, and is the same
 * for all files, as the CloudWatch Agent does. Off the cloud there is no instance, and its id is
 * {@code i-UNKNOWN}, as there.
 *
 * @param values what each stands for
 */
record Placeholders(Map<String, String> values) {

  /**
   * Of this host.
   *
   * @param address its own, as others reach it
   */
  static Placeholders of(
      String hostname, String address, AgentSection agent, Map<String, String> environment) {
    String region = agent.region().orElse(environment.getOrDefault("AWS_REGION", "UNKNOWN-REGION"));
    return new Placeholders(
        Map.of(
            HOSTNAME,
            hostname,
            LOCAL_HOSTNAME,
            hostname,
            IP_ADDRESS,
            address,
            INSTANCE_ID,
            "i-UNKNOWN",
            AWS_REGION,
            region,
            ACCOUNT_ID,
            "UNKNOWN-ACCOUNT"));
  }

  /** {@code file} with the placeholders filled in, but for those of each file and day. */
  FileConfig fill(FileConfig file) {
    return file.with(fill(file.stream()), file.processors().stream().map(this::fill).toList());
  }

  /** {@code stream} with the placeholders in its names filled in, but for those of each file. */
  LogStreamConfig fill(LogStreamConfig stream) {
    return stream.named(stream.group().map(this::fill), fill(stream.stream()));
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
}
