package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code file_path} that the file input could not work with is refused before it starts. */
class FilePathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/log/app[.log",
        "/var/{log,tmp/x.log",
        "/var/{log/a,tmp/b}.log",
        "/a\\u0000b"
      })
  void refusesWhatIsNoGlob(String path) {
    assertThatThrownBy(() -> parse(path))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("/logs/logs_collected/files/collect_list/0/file_path: not a ")
        .hasMessageContaining("(expected: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/var/log/**/app[0-9].{log,txt}", "/a]}b.log", "/var/log/app\\\\[1\\\\].log"})
  void takesWhatIsOne(String path) throws ConfigException {
    assertThat(parse(path).warnings()).isEmpty();
  }

  private static LoadedConfig parse(String path) throws ConfigException {
    String json =
        "{\"logs\":{\"logs_collected\":{\"files\":{\"collect_list\":[{\"file_path\":\""
            + path
            + "\"}]}}}}";
    return ConfigLoader.parse("c.json", json.getBytes(StandardCharsets.UTF_8));
  }
}
