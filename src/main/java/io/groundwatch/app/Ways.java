package io.groundwatch.app;

import io.groundwatch.aws.AwsHttp;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.TlsConfig;
import io.groundwatch.net.HttpClient;
import io.groundwatch.net.HttpClientSettings;
import io.groundwatch.net.HttpEndpoint;
import io.groundwatch.net.HttpProxy;
import io.groundwatch.net.HttpTimeouts;
import io.groundwatch.net.NetLoop;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.output.HttpTarget;
import io.groundwatch.runtime.ServiceStack;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes what it takes to talk to a destination. All that needs the network shares one event loop,
 * which is made when the first one does.
 */
final class Ways {
  /** The services of this host answer at once, or are not there. */
  private static final Duration NEAR = Duration.ofSeconds(2);

  private final ServiceStack services;
  private final Map<String, String> environment;
  private final Proxies proxies;
  private @Nullable NetLoop loop;

  Ways(ServiceStack services, Map<String, String> environment) {
    this.services = services;
    this.environment = environment;
    this.proxies = new Proxies(environment);
  }

  /** What it takes to talk to a destination. */
  record Way(HttpClient client, HttpTarget target, ConfiguredHeaders headers) {}

  /** The way to a destination that has an address of its own. */
  Way to(DestinationConfig config) {
    return to(config, config.url().orElseThrow());
  }

  /** The way to {@code url}, as {@code config} says otherwise. */
  Way to(DestinationConfig config, URI url) {
    HttpEndpoint peer = HttpEndpoint.of(url);
    HttpClientSettings settings = settings(config, peer, config.concurrency());
    ConfiguredHeaders headers = new ConfiguredHeaders(config.headers(), config.auth(), environment);
    HttpTarget target =
        new HttpTarget(
            url,
            config.compression(),
            "groundwatch/" + Version.current(),
            headers.open(),
            settings.proxy().filter(p -> !peer.tls()));
    return new Way(new HttpClient(loop(), settings), target, headers);
  }

  /** For services of this host, such as that of instance metadata: no proxy reaches them. */
  AwsHttp near() {
    return new AwsHttp(
        loop(),
        peer -> HttpClientSettings.direct(peer, HttpTimeouts.ofRequest(NEAR), TlsFiles.NONE));
  }

  /** For AWS's own services, on the way that a destination's requests take. */
  AwsHttp far(DestinationConfig config) {
    return new AwsHttp(loop(), peer -> settings(config, peer, 1));
  }

  /** The thread of all sockets. */
  NetLoop loop() {
    if (loop == null) {
      loop = services.push(NetLoop.open("net"));
    }
    return loop;
  }

  private HttpClientSettings settings(
      DestinationConfig config, HttpEndpoint peer, int connections) {
    TlsConfig tls = config.tls();
    Optional<HttpProxy> proxy = proxies.of(config, peer);
    return new HttpClientSettings(
        peer,
        HttpTimeouts.ofRequest(config.timeout()),
        new TlsFiles(tls.caFile(), tls.certFile(), tls.keyFile()),
        tls.serverName(),
        proxy,
        connections);
  }
}
