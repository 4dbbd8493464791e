package io.groundwatch.app;

import io.groundwatch.config.AgentConfig;
import io.groundwatch.config.EmfConfig;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.LoadedConfig;
import io.groundwatch.config.LogsSection;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.config.NamePlaceholders;
import io.groundwatch.config.StatsdConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a configuration does here otherwise than with the CloudWatch Agent, in lines for a person.
 */
final class Deviations {
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private Deviations() {}

  static List<String> of(LoadedConfig loaded) {
    AgentConfig config = loaded.config();
    List<String> lines = new ArrayList<>();
    if (config.destinations().isEmpty()) {
      lines.add(
          "There, records go to CloudWatch. Here too, where a region of AWS is known; else, and that"
              + " is no error, to standard output. \"destinations\" names any other backend.");
    }
    if (config.metrics().filter(Deviations::appends).isPresent()) {
      lines.add(
          "There, append_dimensions takes the dimension host away, and knows four values. Here, host"
              + " stays, and any dimension may be added.");
    }
    if (config.metrics().filter(m -> m.forceFlushInterval().isEmpty()).isPresent()) {
      lines.add("There, metrics are sent once a minute. Here, every 10 seconds.");
    }
    List<FileConfig> files = config.logs().map(LogsSection::files).orElse(List.of());
    if (files.stream().anyMatch(Deviations::newestOnly)) {
      lines.add(
          "There, of the files that a glob matches only the newest is read, unless"
              + " publish_multi_logs is set. Here, every one is.");
    }
    if (files.stream().anyMatch(f -> f.handling().autoRemoval())) {
      lines.add(
          "There, auto_removal removes a file that was read. Here, one of which every destination"
              + " has acknowledged every byte.");
    }
    if (named(files, name -> name.contains(NamePlaceholders.DATE))) {
      lines.add("There, {date} is the day of the last start. Here, the day a line is read.");
    }
    if (named(files, name -> name.contains(NamePlaceholders.INSTANCE_ID))) {
      lines.add(
          "There, {instance_id} is i-UNKNOWN on a host that is no EC2 instance. Here, the host's"
              + " name.");
    }
    if (config
        .metrics()
        .flatMap(MetricsSection::statsd)
        .filter(Deviations::listensHere)
        .isPresent()) {
      lines.add(
          "There, StatsD listens on all interfaces where service_address names no host. Here, on"
              + " loopback.");
    }
    if (config.logs().flatMap(LogsSection::emf).filter(Deviations::listensHere).isPresent()) {
      lines.add(
          "There, EMF listens on all interfaces where service_address names none. Here, on"
              + " loopback.");
    }
    return lines;
  }

  private static boolean listensHere(EmfConfig emf) {
    return emf.address().equals(EmfConfig.DEFAULT_ADDRESS);
  }

  private static boolean listensHere(StatsdConfig statsd) {
    return statsd.address().host().equals(StatsdConfig.DEFAULT_ADDRESS.host());
  }

  private static boolean appends(MetricsSection metrics) {
    return !metrics.appendDimensions().isEmpty();
  }

  private static boolean newestOnly(FileConfig file) {
    return GLOB.matcher(file.filePath()).find() && !file.stream().perFile();
  }

  private static boolean named(List<FileConfig> files, Predicate<String> name) {
    return files.stream()
        .anyMatch(f -> name.test(f.stream().stream()) || name.test(f.stream().group().orElse("")));
  }
}
