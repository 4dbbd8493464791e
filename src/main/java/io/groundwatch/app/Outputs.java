package io.groundwatch.app;

import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.TlsConfig;
import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpClientSettings;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpProxy;
import io.groundwatch.net.HttpTimeouts;
import io.groundwatch.net.NetLoop;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.output.HttpProbe;
import io.groundwatch.output.HttpTarget;
import io.groundwatch.output.http.HttpOutput;
import io.groundwatch.output.stdout.StdoutOutput;
import io.groundwatch.output.stdout.WithheldOutput;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.ServiceStack;
import io.groundwatch.runtime.TimeSource;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the outputs that destinations ask for: the one list of them. What needs the network shares
 * one event loop, which is made when the first one does.
 */
final class Outputs {
  private static final String WITHHELD =
      "no destination is named, and standard output is the journal, where records do not belong;"
          + " name one under \"destinations\", such as {\"central\": {\"type\": \"http\", \"url\":"
          + " \"https://collect.example.internal/ingest\"}}";

  private final ServiceStack services;
  private final Map<String, String> environment;
  private final Proxies proxies;
  private final OutputStream stdout;
  private final TimeSource time;
  private @Nullable NetLoop loop;

  Outputs(
      ServiceStack services,
      Map<String, String> environment,
      OutputStream stdout,
      TimeSource time) {
    this.services = services;
    this.environment = environment;
    this.proxies = new Proxies(environment);
    // It keeps the lanes' writes apart: a pipe alone lets them mix in the middle of a line.
    this.stdout = new BufferedOutputStream(stdout);
    this.time = time;
  }

  /** The output of a route. */
  Output open(Route route) {
    return switch (route.destination().type()) {
      case HTTP -> http(route.destination());
      case STDOUT -> standardOutput(route.implied());
    };
  }

  private Output standardOutput(boolean implied) {
    return implied && environment.containsKey("JOURNAL_STREAM")
        ? new WithheldOutput(WITHHELD)
        : new StdoutOutput(stdout);
  }

  /** What asks a destination with an address whether it answers. */
  HttpProbe probe(DestinationConfig destination) {
    Way way = way(destination);
    return new HttpProbe(way.client(), way.target(), way.headers());
  }

  private Output http(DestinationConfig destination) {
    Way way = way(destination);
    return new HttpOutput(way.client(), way.target(), way.headers(), time);
  }

  /** What it takes to talk to a destination. */
  private record Way(HttpClient client, HttpTarget target, ConfiguredHeaders headers) {}

  private Way way(DestinationConfig config) {
    URI url = config.url().orElseThrow();
    HttpEndpoint peer = HttpEndpoint.of(url);
    TlsConfig tls = config.tls();
    Optional<HttpProxy> proxy = proxies.of(config, peer);
    HttpClientSettings settings =
        new HttpClientSettings(
            peer,
            HttpTimeouts.ofRequest(config.timeout()),
            new TlsFiles(tls.caFile(), tls.certFile(), tls.keyFile()),
            tls.serverName(),
            proxy,
            config.concurrency());
    ConfiguredHeaders headers = new ConfiguredHeaders(config.headers(), config.auth(), environment);
    HttpTarget target =
        new HttpTarget(
            url,
            config.compression(),
            "groundwatch/" + Version.current(),
            headers.open(),
            proxy.filter(p -> !peer.tls()));
    return new Way(new HttpClient(loop(), settings), target, headers);
  }

  private NetLoop loop() {
    if (loop == null) {
      loop = services.push(NetLoop.open("net"));
    }
    return loop;
  }
}
