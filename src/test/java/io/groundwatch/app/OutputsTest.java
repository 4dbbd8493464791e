package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.output.http.HttpOutput;
import io.groundwatch.output.stdout.StdoutOutput;
import io.groundwatch.output.stdout.WithheldOutput;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.FakeTime;
import io.groundwatch.runtime.ServiceStack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private static final String MEM =
      "\"metrics\": {\"metrics_collected\": {\"mem\": {\"measurement\": [\"used_percent\"]}}}";
  private static final Map<String, String> JOURNAL = Map.of("JOURNAL_STREAM", "8:1");

  @Test
  void theTypeNamesTheOutput() throws Exception {
    assertOpened(stdout(), Map.of(), StdoutOutput.class);
    assertOpened(
        "\"destinations\": {\"c\": {\"type\": \"http\", \"url\": \"http://127.0.0.1:9/\"}}",
        Map.of(),
        HttpOutput.class);
  }

  @Test
  void recordsStayOutOfTheJournalUnlessStdoutIsNamed() throws Exception {
    assertOpened("\"agent\": {}", JOURNAL, WithheldOutput.class);
    assertOpened("\"agent\": {}", Map.of(), StdoutOutput.class);
    assertOpened(stdout(), JOURNAL, StdoutOutput.class);
  }

  private static String stdout() {
    return "\"destinations\": {\"c\": {\"type\": \"stdout\"}}";
  }

  private static void assertOpened(
      String section, Map<String, String> environment, Class<? extends Output> type)
      throws ConfigException, IOException {
    String json = "{" + MEM + ", " + section + "}";
    Routes routes =
        Routes.of(ConfigLoader.parse("c", json.getBytes(StandardCharsets.UTF_8)).config());
    try (ServiceStack services = new ServiceStack()) {
      Outputs outputs =
          new Outputs(services, environment, OutputStream.nullOutputStream(), new FakeTime());
      try (Output output = outputs.open(routes.all().get(0))) {
        assertThat(output).isInstanceOf(type);
      }
    }
  }
}
