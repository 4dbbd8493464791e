package io.groundwatch.app;

import io.groundwatch.app.Ways.Way;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.config.ProtocolConfig.Http.Format;
import io.groundwatch.output.HttpProbe;
import io.groundwatch.output.http.HttpOutput;
import io.groundwatch.output.prometheus.ScrapeOutput;
import io.groundwatch.output.stdout.StdoutOutput;
import io.groundwatch.output.stdout.WithheldOutput;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.TimeSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Makes the outputs that destinations ask for: the one list of them. What needs the network shares
 * one event loop, which is made when the first one does.
 */
final class Outputs {
  private static final String WITHHELD =
      "no destination is named, and standard output is the journal, where records do not belong;"
          + " name one under \"destinations\", such as {\"central\": {\"type\": \"http\", \"url\":"
          + " \"https://collect.example.internal/ingest\"}}";

  private final Map<String, String> environment;
  private final Ways ways;
  private final OutputStream stdout;
  private final TimeSource time;

  Outputs(
      ServiceStack services,
      Map<String, String> environment,
      OutputStream stdout,
      TimeSource time) {
    this.environment = environment;
    this.ways = new Ways(services, environment);
    // It keeps the lanes' writes apart: a pipe alone lets them mix in the middle of a line.
    this.stdout = new BufferedOutputStream(stdout);
    this.time = time;
  }

  /**
   * The output of a route.
   *
   * @throws IOException where a file that it needs cannot be read
   */
  Output open(Route route) throws IOException {
    return switch (route.destination().type()) {
      case HTTP -> http(route.destination());
      case CLOUDWATCH -> new CloudWatchOutputs(ways, environment, time).open(route);
      case OTLP, PROMETHEUS_REMOTE_WRITE, LOKI, ELASTICSEARCH, INFLUXDB, SPLUNK ->
          new ProtocolOutputs(ways, environment, time).open(route);
      case PROMETHEUS -> page(route.destination());
      case STDOUT -> standardOutput(route.implied());
    };
  }

  private Output page(DestinationConfig destination) {
    ProtocolConfig.Scrape scrape = (ProtocolConfig.Scrape) destination.protocol();
    return new ScrapeOutput(scrape.listen().host(), scrape.listen().port(), scrape.labels(), time);
  }

  private Output standardOutput(boolean implied) {
    return implied && environment.containsKey("JOURNAL_STREAM")
        ? new WithheldOutput(WITHHELD)
        : new StdoutOutput(stdout);
  }

  /** What asks a destination with an address whether it answers. */
  HttpProbe probe(DestinationConfig destination) {
    Way way = ways.to(destination);
    return new HttpProbe(way.client(), way.target(), way.headers());
  }

  private Output http(DestinationConfig destination) {
    Way way = ways.to(destination);
    boolean array = destination.protocol().equals(new ProtocolConfig.Http(Format.JSON));
    return new HttpOutput(way.client(), way.target(), way.headers(), time, array);
  }
}
