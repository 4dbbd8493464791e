package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.groundwatch.config.AgentSection;
import io.groundwatch.config.ConfigException;
import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.model.Dimensions;
import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.MetricSeries;
import io.groundwatch.model.Unit;
import io.groundwatch.pipeline.Lane;
import io.groundwatch.pipeline.MetricSink;
import io.groundwatch.runtime.SystemTimeSource;
import io.groundwatch.runtime.Worker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** From the configuration to the dimensions of a sample. */
class WhoIsHostTest {
  private final List<MetricSample> out = new ArrayList<>();
  private final CountingInput input = new CountingInput();

  @Test
  void withoutPlaceholdersThereIsNothingBetween() throws ConfigException {
    MetricsSection section = section("{\"site\": \"north\"}");
    WhoIsHost who = who(Map.of());
    MetricSink sink = out::add;
    assertThat(sink(who, section, sink)).isSameAs(sink);
    assertThat(who.awaiting(input, WhoIsHost.used(section))).isSameAs(input);
    assertThat(asking(who, section)).isEmpty();
  }

  @Test
  void whatTheHostItselfTellsNeedsNoWaiting() throws ConfigException {
    MetricsSection section = section("{\"name\": \"x-${host:name}\", \"site\": \"${env:SITE}\"}");
    WhoIsHost who = who(Map.of("SITE", "north"));
    assertThat(who.awaiting(input, WhoIsHost.used(section))).isSameAs(input);
    assertThat(asking(who, section)).isEmpty();
    sink(who, section, out::add).accept(sample(section));
    assertThat(dimensions()).isEqualTo(Map.of("name", "x-h", "site", "north"));
  }

  @Test
  void theFirstSamplesWaitForTheCloudAndHaveItsWord() throws ConfigException, IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/latest/api/token", e -> answer(e, 200, "t"));
    server.createContext(
        "/latest/dynamic/instance-identity/document",
        e -> answer(e, 200, "{\"instanceId\" : \"i-1\", \"region\" : \"eu-west-1\"}"));
    server.createContext("/latest/meta-data", e -> answer(e, 404, ""));
    server.start();
    try {
      MetricsSection section = section("{\"InstanceId\": \"${aws:InstanceId}\"}");
      String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
      WhoIsHost who = who(Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint));
      Worker awaiting = who.awaiting(input, WhoIsHost.used(section));
      Worker cloud = asking(who, section).get(0);

      awaiting.work();
      assertThat(input.worked).isZero();
      cloud.work();
      awaiting.work();
      assertThat(input.worked).isEqualTo(1);
      sink(who, section, out::add).accept(sample(section));
      assertThat(dimensions()).isEqualTo(Map.of("InstanceId", "i-1"));
    } finally {
      server.stop(0);
    }
  }

  private Map<String, String> dimensions() {
    return out.get(0).series().dimensions().entries();
  }

  private static WhoIsHost who(Map<String, String> environment) {
    return new WhoIsHost(environment, new SystemTimeSource());
  }

  private static MetricSink sink(WhoIsHost who, MetricsSection section, MetricSink out) {
    return who.sink(section, AgentSection.DEFAULTS, "h", out);
  }

  /** What would ask the cloud. */
  private static List<Worker> asking(WhoIsHost who, MetricsSection section) {
    return who.asking(WhoIsHost.used(section), () -> new SplittableRandom(1)).stream()
        .flatMap(plan -> plan.maker().make(WhoIsHostTest::noLane).stream())
        .toList();
  }

  private static Lane noLane(Route route) {
    throw new AssertionError(route);
  }

  private static MetricSample sample(MetricsSection section) {
    Dimensions dimensions = Dimensions.NONE.with("host", "h").with(section.appendDimensions());
    return MetricSample.gauge(
        new MetricSeries("n", "m", Unit.NONE, dimensions, MetricKind.GAUGE, 10), 1, 1);
  }

  private static MetricsSection section(String append) throws ConfigException {
    String json =
        "{\"metrics\": {\"append_dimensions\": "
            + append
            + ", \"metrics_collected\": {\"mem\": {\"measurement\": [\"used\"]}}}}";
    return ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8))
        .config()
        .metrics()
        .orElseThrow();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static final class CountingInput implements Worker {
    private int worked;

    @Override
    public String name() {
      return "host";
    }

    @Override
    public int work() {
      return ++worked;
    }

    @Override
    public long restNanos() {
      return 1;
    }

    @Override
    public void finish(long deadlineNanos) {
      worked = -1;
    }
  }
}
