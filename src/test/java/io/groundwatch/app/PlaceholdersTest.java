package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.ProcessorConfig;
import io.groundwatch.config.ProcessorConfig.AddFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

  private final Placeholders placeholders = Placeholders.of("web1", NOW);

  @Test
  void fillsInAllThatItKnows() {
    assertThat(placeholders.fill("a-{hostname}-{local_hostname}-{instance_id}/{hostname}"))
        .isEqualTo("a-web1-web1-i-UNKNOWN/web1");
    assertThat(placeholders.fill("{date}"))
        .isEqualTo(LocalDate.ofInstant(NOW, ZoneId.systemDefault()).toString());
    assertThat(placeholders.fill("{ip_address}")).matches("[0-9a-fA-F.:]+(%.*)?");
  }

  @Test
  void leavesAllElseAsItIs() {
    assertThat(placeholders.fill("{unknown} {host name} hostname {"))
        .isEqualTo("{unknown} {host name} hostname {");
    assertThat(placeholders.fill("")).isEmpty();
  }

  @Test
  void fillsInAddedFieldsToo() throws ConfigException {
    String json =
        """
        {"logs": {"logs_collected": {"files": {"collect_list": [
          {"file_path": "/a.log", "processors": [
            {"type": "add_fields", "fields": {"host": "{hostname}", "{hostname}": "x"}},
            {"type": "drop", "pattern": "{hostname}"}]}]}}}}
        """;
    FileConfig file =
        ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8))
            .config()
            .logs()
            .orElseThrow()
            .files()
            .get(0);
    List<ProcessorConfig> filled = placeholders.fill(file).processors();
    assertThat(filled.get(0)).isEqualTo(new AddFields(Map.of("host", "web1", "{hostname}", "x")));
    assertThat(filled.get(1)).isSameAs(file.processors().get(1));
  }
}
