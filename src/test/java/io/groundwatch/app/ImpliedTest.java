package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImpliedTest {
  private static final List<String> AWS = List.of("cloudwatch/metrics", "cloudwatch/logs");
  private static final List<String> STDOUT = List.of("stdout/metrics", "stdout/logs");

  @TempDir Path root;

  @Test
  void recordsStayHereWhereNothingIsKnownOfAws() throws Exception {
    assertThat(lanes("", Map.of())).isEqualTo(STDOUT);
    assertThat(routes("", Map.of()).implied()).isTrue();
  }

  @Test
  void recordsGoToCloudWatchWhereARegionIsNamed() throws Exception {
    assertThat(lanes("\"agent\": {\"region\": \"eu-west-1\"},", Map.of())).isEqualTo(AWS);
    assertThat(lanes("", Map.of("AWS_REGION", "eu-west-1"))).isEqualTo(AWS);
    assertThat(lanes("", Map.of("AWS_DEFAULT_REGION", "eu-west-1"))).isEqualTo(AWS);
    assertThat(routes("", Map.of("AWS_REGION", "eu-west-1")).implied())
        .as("to standard output")
        .isFalse();
  }

  /** As AWS's guide for hosts elsewhere has people set it up. */
  @Test
  void theProfileOfTheCloudWatchAgentNamesARegionToo() throws Exception {
    Path files = Files.createDirectories(root.resolve("home/.aws"));
    Files.writeString(
        files.resolve("config"), "[profile AmazonCloudWatchAgent]\nregion = eu-west-1\n");
    assertThat(lanes("", Map.of("HOME", root.resolve("home").toString()))).isEqualTo(AWS);
  }

  @Test
  void recordsGoToCloudWatchFromAnInstanceAndFromItsContainers() throws Exception {
    assertThat(lanes("", Map.of("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/x")))
        .isEqualTo(AWS);
    mark("sys/class/dmi/id/sys_vendor", "QEMU\n");
    assertThat(lanes("", Map.of())).isEqualTo(STDOUT);
    mark("sys/class/dmi/id/sys_vendor", "Amazon EC2\n");
    assertThat(lanes("", Map.of())).isEqualTo(AWS);
  }

  @Test
  void whereTheyGoIsShown() throws Exception {
    assertThat(routes("\"agent\": {\"region\": \"eu-west-1\"},", Map.of()).lines())
        .containsExactly(
            "Metrics: mem every 60 s -> cloudwatch (AWS, eu-west-1)",
            "Logs: /var/log/app.log -> cloudwatch (AWS, eu-west-1)");
  }

  private void mark(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private List<String> lanes(String agent, Map<String, String> environment) throws ConfigException {
    return routes(agent, environment).all().stream().map(Route::lane).toList();
  }

  private Routes routes(String agent, Map<String, String> environment) throws ConfigException {
    String json =
        "{"
            + agent
            + "\"metrics\": {\"metrics_collected\": {\"mem\": {\"measurement\": [\"used\"]}}},"
            + " \"logs\": {\"logs_collected\": {\"files\": {\"collect_list\":"
            + " [{\"file_path\": \"/var/log/app.log\"}]}}}}";
    return Routes.of(
        ConfigLoader.parse("c.json", json.getBytes(StandardCharsets.UTF_8)).config(),
        Implied.of(environment, root));
  }
}
