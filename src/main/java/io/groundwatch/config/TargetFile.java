package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file that names targets (prometheus.io, "file_sd_config"): in JSON or YAML, an array of objects
 * with {@code targets} and {@code labels}. Stateless; any thread.
 */
public final class TargetFile {
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_GROUPS = 10_000;

  private TargetFile() {}

  /**
   * What a file names.
   *
   * @throws IOException where it cannot be read, or is no such file; the text says where and why
   */
  public static List<ScrapeJob.Group> read(Path file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(file + ": larger than 4 MiB");
      }
      text = new String(bytes, StandardCharsets.UTF_8);
    }
    Faults faults = new Faults();
    YamlValues values = new YamlValues(faults);
    List<ScrapeJob.Group> groups = new ArrayList<>();
    YamlParser.parse(file.toString(), text, faults)
        .flatMap(node -> new ValueReader(faults).array(node, 0, MAX_GROUPS))
        .orElse(List.of())
        .forEach(
            node ->
                ObjectReader.of(node, faults)
                    .ifPresent(
                        group -> {
                          groups.add(
                              new ScrapeJob.Group(
                                  values.list(group, "targets"), values.texts(group, "labels")));
                          group.finish(Severity.WARNING);
                        }));
    if (faults.hasErrors()) {
      throw new IOException(
          faults.all().stream().map(Fault::toString).collect(Collectors.joining("; ")));
    }
    return groups;
  }
}
