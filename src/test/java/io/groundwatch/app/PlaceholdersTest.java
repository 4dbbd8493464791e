package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.AgentSection;
import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.FileConfig;
import io.groundwatch.config.LogStreamConfig;
import io.groundwatch.config.ProcessorConfig;
import io.groundwatch.config.ProcessorConfig.AddFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private final Placeholders placeholders =
      Placeholders.of(
          "web1", "192.0.2.7", AgentSection.DEFAULTS, Map.of("AWS_REGION", "eu-west-1"));

  @Test
  void fillsInAllThatItKnows() {
    assertThat(placeholders.fill("a-{hostname}-{local_hostname}-{instance_id}/{hostname}"))
        .isEqualTo("a-web1-web1-i-UNKNOWN/web1");
    assertThat(placeholders.fill("{ip_address} {aws_region} {account_id}"))
        .isEqualTo("192.0.2.7 eu-west-1 UNKNOWN-ACCOUNT");
  }

  @Test
  void leavesAllElseAsItIs() {
    assertThat(placeholders.fill("{unknown} {host name} {date} {file_name} hostname {"))
        .isEqualTo("{unknown} {host name} {date} {file_name} hostname {");
    assertThat(placeholders.fill("")).isEmpty();
  }

  @Test
  void fillsBothNamesOfAStream() {
    assertThat(placeholders.fill(LogStreamConfig.of("g-{hostname}", "s-{hostname}")))
        .isEqualTo(LogStreamConfig.of("g-web1", "s-web1"));
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
