package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final String METRICS =
      "\"metrics\": {\"metrics_collected\": {\"mem\": {\"measurement\": [\"used_percent\"]}}}";
  private static final String LOGS =
      "\"logs\": {\"logs_collected\": {\"files\": {\"collect_list\": ["
          + "{\"file_path\": \"/a.log\"}, {\"file_path\": \"/b.log\"}]}}}";
  private static final String TWO =
      "\"destinations\": {\"central\": {\"type\": \"http\", \"url\": \"http://127.0.0.1:9/x\"},"
          + " \"console\": {\"type\": \"stdout\", \"signals\": [\"logs\"]}}";

  @Test
  void withoutADestinationEverythingGoesToStdoutAndThatIsKnown() throws ConfigException {
    Routes routes = routes(METRICS, LOGS);
    assertThat(routes.implied()).isTrue();
    assertThat(lanes(routes)).containsExactly("stdout/metrics", "stdout/logs");
    assertThat(routes.lines())
        .containsExactly(
            "Metrics: mem every 60 s -> stdout (stdout)",
            "Logs: /a.log, /b.log -> stdout (stdout)");
  }

  @Test
  void everyDestinationGetsTheSignalsThatItTakes() throws ConfigException {
    Routes routes = routes(METRICS, LOGS, TWO);
    assertThat(routes.implied()).isFalse();
    assertThat(lanes(routes)).containsExactly("central/metrics", "central/logs", "console/logs");
    assertThat(routes.lines())
        .containsExactly(
            "Metrics: mem every 60 s -> central (http://127.0.0.1:9/x)",
            "Logs: /a.log, /b.log -> central (http://127.0.0.1:9/x), console (stdout)");
  }

  @Test
  void anEntrysDestinationsGoBeforeItsSections() throws ConfigException {
    Routes routes =
        routes(
            TWO,
            "\"logs\": {\"destinations\": [\"central\"], \"logs_collected\": {\"files\":"
                + " {\"collect_list\": [{\"file_path\": \"/a.log\"}, {\"file_path\": \"/b.log\","
                + " \"destinations\": [\"console\"]}, {\"file_path\": \"/c.log\"}]}}}");
    assertThat(routes.lines())
        .containsExactly(
            "Logs: /a.log, /c.log -> central (http://127.0.0.1:9/x)",
            "Logs: /b.log -> console (stdout)");
    assertThat(routes.files()).extracting(f -> f.file().filePath()).isSorted();
  }

  /** CloudWatch takes the metrics out of such records itself, and would count each twice. */
  @Test
  void metricsOfTheEmbeddedFormatGoWhereMetricsGoButToCloudWatch() throws ConfigException {
    String emf =
        "\"logs\": {\"metrics_collected\": {\"emf\": {}}, \"logs_collected\": {\"files\":"
            + " {\"collect_list\": [{\"file_path\": \"/a.log\", \"format\": \"emf\"}]}}}";
    Routes routes = routes(emf, TWO);
    assertThat(lanes(routes)).containsExactly("central/logs", "console/logs", "central/metrics");
    assertThat(routes.lines())
        .containsExactly(
            "Logs: /a.log, emf on 127.0.0.1:25888 -> central (http://127.0.0.1:9/x), console"
                + " (stdout)");
    Routes there =
        routes(
            emf,
            "\"destinations\": {\"central\": {\"type\": \"http\", \"url\": \"http://h:9/x\"},"
                + " \"aws\": {\"type\": \"cloudwatch\", \"region\": \"eu-west-1\"}}");
    assertThat(lanes(there)).containsExactly("central/logs", "aws/logs", "central/metrics");
    assertThat(lanes(routes(emf, METRICS))).as("metrics of the host").contains("stdout/metrics");
  }

  @Test
  void signalsThatNoDestinationTakesGoNowhereAndThatIsSaid() throws ConfigException {
    Routes routes =
        routes(
            METRICS, "\"destinations\": {\"c\": {\"type\": \"stdout\", \"signals\": [\"logs\"]}}");
    assertThat(routes.all()).isEmpty();
    assertThat(routes.lines())
        .containsExactly("Metrics: mem every 60 s -> nowhere: no destination carries them");
  }

  @Test
  void aConfigurationThatAsksForNothingHasNoRoute() throws ConfigException {
    assertThat(routes().all()).isEmpty();
    assertThat(routes().implied()).isFalse();
    assertThat(routes(TWO).lines()).isEmpty();
  }

  private static List<String> lanes(Routes routes) {
    return routes.all().stream().map(Route::lane).toList();
  }

  private static Routes routes(String... sections) throws ConfigException {
    String json = "{" + String.join(", ", sections) + "}";
    return Routes.of(
        ConfigLoader.parse("c.json", json.getBytes(StandardCharsets.UTF_8)).config(),
        HostWithoutAws.IMPLIED);
  }
}
