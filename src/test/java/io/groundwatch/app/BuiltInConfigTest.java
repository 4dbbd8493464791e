package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.FileConfig;
import io.groundwatch.config.LoadedConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInConfigTest {
  private final Path root;

  BuiltInConfigTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void samplesTheHostAndReadsTheUsualLogsThatThereAre() throws Exception {
    Path syslog = Files.createDirectories(root.resolve("var/log")).resolve("syslog");
    Files.writeString(syslog, "a line\n");
    LoadedConfig loaded = BuiltInConfig.load(root);

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config().metrics().orElseThrow().inputs()).hasSizeGreaterThan(5);
    assertThat(loaded.config().logs().orElseThrow().files())
        .extracting(FileConfig::filePath)
        .containsExactly(syslog.toString());
    assertThat(BuiltInConfig.is(loaded)).isTrue();
  }

  @Test
  void sendsNothingAnywhere() throws Exception {
    Routes routes = Routes.of(BuiltInConfig.load(root).config(), HostWithoutAws.IMPLIED);

    assertThat(routes.implied()).isTrue();
    assertThat(routes.lines()).allMatch(line -> line.endsWith("-> stdout (stdout)"));
  }

  @Test
  void readsNoLogsWhereThereAreNone() throws Exception {
    assertThat(BuiltInConfig.load(root).config().logs()).isEmpty();
  }
}
