package io.groundwatch.app;

import io.groundwatch.app.Ways.Way;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.config.ProtocolConfig.Encoding;
import io.groundwatch.output.Authorizer;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.RequestOutput;
import io.groundwatch.output.otlp.OtlpProtocol;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Makes the outputs whose requests go to the address that the configuration names. The classes of a
 * protocol are loaded only where a destination speaks it.
 */
final class ProtocolOutputs {
  private final Ways ways;
  private final Map<String, String> environment;
  private final TimeSource time;

  ProtocolOutputs(Ways ways, Map<String, String> environment, TimeSource time) {
    this.ways = ways;
    this.environment = environment;
    this.time = time;
  }

  /** The output of a route. */
  Output open(Route route) throws IOException {
    DestinationConfig config = route.destination();
    Way way = ways.to(config);
    return new RequestOutput(
        way.client(), way.target(), Authorizer.of(way.headers()), protocol(route), time);
  }

  private Protocol protocol(Route route) throws IOException {
    DestinationConfig config = route.destination();
    URI url = config.url().orElseThrow();
    if (config.protocol() instanceof ProtocolConfig.Otlp otlp) {
      return new OtlpProtocol(
          below(url, "/v1/" + route.kind().key()),
          route.kind(),
          otlp.encoding() == Encoding.JSON,
          Hostname.of(otlp.host(), environment));
    }
    throw new IllegalStateException("no protocol: " + config.type().key());
  }

  /** The request target of {@code path} below that of a base address. */
  private static String below(URI base, String path) {
    String root = base.getRawPath() == null ? "" : base.getRawPath();
    return root.replaceAll("/+$", "") + path + query(base);
  }

  private static String query(URI url) {
    return url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
  }
}
