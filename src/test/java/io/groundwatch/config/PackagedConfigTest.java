package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configurations that packages and examples bring are valid, and nothing in them is idle. */
class PackagedConfigTest {
  private static final String IN_YAML = "  config.json: |\n";
  private static final String INDENT = "    ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "packages/etc/config.json",
        "compose/config.json",
        "kubernetes/daemonset.yaml",
        "kubernetes/sidecar.yaml"
      })
  void hasNeitherFaultsNorWarnings(String file) throws Exception {
    String json = json(Path.of("packaging", file));
    LoadedConfig loaded = ConfigLoader.parse(file, json.getBytes(StandardCharsets.UTF_8));
    assertThat(loaded.warnings()).isEmpty();
  }

  private static String json(Path file) throws IOException {
    String text = Files.readString(file);
    return text.contains(IN_YAML)
        ? text.substring(text.indexOf(IN_YAML) + IN_YAML.length())
            .lines()
            .takeWhile(line -> line.startsWith(INDENT))
            .collect(Collectors.joining("\n"))
        : text;
  }
}
