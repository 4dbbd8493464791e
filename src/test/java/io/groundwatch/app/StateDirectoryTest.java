package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.config.AgentSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  @TempDir Path folder;

  @Test
  void theConfigurationsWordGoesBeforeSystemds() throws IOException {
    Path asked = folder.resolve("asked/deep");
    Map<String, String> systemd = Map.of("STATE_DIRECTORY", folder.resolve("systemd").toString());
    assertThat(StateDirectory.open(agent(asked), systemd)).isEqualTo(asked);
    assertThat(folder.resolve("systemd")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(asked)))
        .isEqualTo("rwx------");
  }

  @Test
  void systemdsFirstFolderIsTaken() throws IOException {
    Path first = folder.resolve("first");
    Map<String, String> systemd = Map.of("STATE_DIRECTORY", first + ":" + folder.resolve("next"));
    assertThat(StateDirectory.open(AgentSection.DEFAULTS, systemd)).isEqualTo(first);
    assertThat(first).isDirectory();
  }

  @Test
  void aFolderThatWasAskedForIsNeverReplacedByAnother() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> StateDirectory.open(agent(file.resolve("state")), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("state folder " + file + "/state cannot be made");
    assertThatThrownBy(() -> StateDirectory.open(agent(file), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  private static AgentSection agent(Path stateDirectory) {
    AgentSection usual = AgentSection.DEFAULTS;
    return new AgentSection(
        usual.metricsCollectionIntervalSeconds(),
        Optional.of(stateDirectory),
        usual.omitHostname(),
        usual.hostname(),
        usual.debug(),
        usual.statusInterval(),
        usual.region(),
        usual.attributes(),
        usual.hostRoot(),
        usual.reloadOnChange(),
        usual.monitorListen(),
        usual.maxTotalBytes());
  }
}
