package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigPlacesTest {
  private final Path root;
  private final Faults faults = new Faults();

  ConfigPlacesTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void theFirstPlaceThatHasOneIsUsed() throws IOException {
    Path given = file("given.json");
    Path system = file("etc/groundwatch/config.json");
    Path part = file("etc/groundwatch/config.d/50-app.json");
    Path container = file("etc/cwagentconfig/cwagentconfig.json");
    Path upstream = file("opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json");
    Path appended = file("opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/file_app");
    Map<String, String> both =
        Map.of("GROUNDWATCH_CONFIG_CONTENT", "{}", "CW_CONFIG_CONTENT", "{}");
    Map<String, String> upstreams = Map.of("CW_CONFIG_CONTENT", "{}");

    assertThat(found(List.of(given), both)).containsExactly(given.toString());
    assertThat(found(List.of(), both)).containsExactly("GROUNDWATCH_CONFIG_CONTENT");
    assertThat(found(List.of(), upstreams)).containsExactly(system.toString(), part.toString());
    Files.delete(system);
    assertThat(found(List.of(), upstreams)).containsExactly(part.toString());
    Files.delete(part);
    assertThat(found(List.of(), upstreams)).containsExactly("CW_CONFIG_CONTENT");
    assertThat(found(List.of(), Map.of())).containsExactly(container.toString());
    Files.delete(container);
    assertThat(found(List.of(), Map.of()))
        .containsExactly(upstream.toString(), appended.toString());
    Files.delete(upstream);
    Files.delete(appended);
    assertThat(found(List.of(), Map.of())).isEmpty();
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void filesAndFoldersThatWereNamedComeInTheirOrderAndFoldersByName() throws IOException {
    Path b = file("parts/b.json");
    Path a = file("parts/a.json");
    Path base = file("base.json");
    file("parts/.a.json");
    file("parts/notes.txt");
    Files.createDirectories(root.resolve("parts/c.json"));

    assertThat(found(List.of(base, root.resolve("parts")), Map.of()))
        .containsExactly(base.toString(), a.toString(), b.toString());
  }

  @Test
  void aFolderThatWasNamedHoldsAFile() throws IOException {
    Path empty = Files.createDirectories(root.resolve("empty"));

    assertThat(found(List.of(empty), Map.of())).isEmpty();
    assertThat(faults.all())
        .extracting(Fault::text)
        .containsExactly(empty + ": holds no file (expected: at least one, *.json)");
  }

  @Test
  void whatUpstreamReadsOverIsReadOverInItsPlaces() throws IOException {
    file("etc/cwagentconfig/..data/config.json");
    file("etc/cwagentconfig/half.tmp");
    file("etc/cwagentconfig/pipeline.yaml");
    file("etc/cwagentconfig/.hidden");
    Path config = file("etc/cwagentconfig/config");

    assertThat(found(List.of(), Map.of())).containsExactly(config.toString());
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "{}");
  }

  private List<String> found(List<Path> given, Map<String, String> environment) {
    return new ConfigPlaces(environment, root, faults)
        .find(given).stream().map(ConfigSource::name).toList();
  }
}
