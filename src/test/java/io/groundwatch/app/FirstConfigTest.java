package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.LoadedConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstConfigTest {

  @Test
  void loadsWithoutAWarning() throws Exception {
    LoadedConfig loaded =
        loaded(
            new FirstConfig(
                10,
                List.of("/var/log/*.log", "/srv/a \"b\".log"),
                Optional.of("https://h/in"),
                Optional.of("/etc/token"),
                Optional.of(Path.of("/usr/lib/groundwatch/conf/config.schema.json"))));

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.config().agent().metricsCollectionIntervalSeconds()).isEqualTo(10);
    assertThat(loaded.config().logs().orElseThrow().files())
        .extracting(FileConfig::filePath)
        .containsExactly("/var/log/*.log", "/srv/a \"b\".log");
    assertThat(Routes.of(loaded.config(), HostWithoutAws.IMPLIED).lines())
        .allMatch(l -> l.endsWith("central (https://h/in)"));
  }

  @Test
  void sendsNothingAnywhereWhereNoUrlIsNamed() throws Exception {
    LoadedConfig loaded =
        loaded(
            new FirstConfig(60, List.of(), Optional.empty(), Optional.empty(), Optional.empty()));

    assertThat(loaded.config().logs()).isEmpty();
    assertThat(Routes.of(loaded.config(), HostWithoutAws.IMPLIED).lines())
        .allMatch(l -> l.endsWith("console (stdout)"));
  }

  private static LoadedConfig loaded(FirstConfig first) throws Exception {
    return ConfigLoader.parse("first", first.json().getBytes(StandardCharsets.UTF_8));
  }
}
