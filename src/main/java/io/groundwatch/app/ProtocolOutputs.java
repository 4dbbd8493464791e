package io.groundwatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.app.Ways.Way;
import io.groundwatch.config.AuthConfig;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.config.ProtocolConfig.Encoding;
import io.groundwatch.output.Authorizer;
import io.groundwatch.output.LateOutput;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.RequestOutput;
import io.groundwatch.output.elasticsearch.BulkProtocol;
import io.groundwatch.output.influxdb.InfluxProtocol;
import io.groundwatch.output.loki.LokiLabels;
import io.groundwatch.output.loki.LokiProtocol;
import io.groundwatch.output.otlp.OtlpProtocol;
import io.groundwatch.output.prometheus.RemoteWriteProtocol;
import io.groundwatch.output.splunk.HecProtocol;
import io.groundwatch.output.splunk.HecSettings;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes the outputs whose requests go to the address that the configuration names. The classes of a
 * protocol are loaded only where a destination speaks it.
 */
final class ProtocolOutputs {
  private static final String AUTHORIZATION = "Authorization";
  private static final String BEARER = "Bearer ";

  private final Ways ways;
  private final Map<String, String> environment;
  private final TimeSource time;
  private final AwsSigning signing;

  ProtocolOutputs(Ways ways, Map<String, String> environment, TimeSource time) {
    this.ways = ways;
    this.environment = environment;
    this.time = time;
    this.signing = new AwsSigning(ways, environment, time);
  }

  /** The output of a route; the network is asked for a region of AWS only by its first send. */
  Output open(Route route) throws IOException {
    DestinationConfig config = route.destination();
    boolean signed = config.auth().filter(AuthConfig.Aws.class::isInstance).isPresent();
    if (!signed) {
      Way way = ways.to(config);
      return open(route, way, Authorizer.of(() -> schemed(config, way.headers().read())));
    }
    Optional<String> region = signing.region(config, Optional.empty());
    return region.isPresent()
        ? signed(route, region.get())
        : new LateOutput(
            () -> signed(route, signing.regionOfInstance(config)), ways.loop()::offLoop);
  }

  /**
   * Splunk, and InfluxDB 1 and 2, have a word of their own for what is called a bearer's token
   * elsewhere.
   */
  private static Map<String, String> schemed(
      DestinationConfig config, Map<String, String> headers) {
    String scheme = scheme(config);
    Map<String, String> own = new HashMap<>(headers);
    own.computeIfPresent(
        AUTHORIZATION,
        (name, value) ->
            value.startsWith(BEARER) ? scheme + " " + value.substring(BEARER.length()) : value);
    return own;
  }

  private static String scheme(DestinationConfig config) {
    boolean influx =
        config.protocol() instanceof ProtocolConfig.Influx
            && !(config.protocol() instanceof ProtocolConfig.Influx.V3);
    if (config.type() == DestinationConfig.Type.SPLUNK) {
      return "Splunk";
    }
    return influx ? "Token" : "Bearer";
  }

  private Output signed(Route route, String region) throws IOException {
    DestinationConfig config = route.destination();
    Way way = ways.to(config);
    URI url = config.url().orElseThrow();
    return open(
        route, way, signing.authorizer(config, url, region, service(config), way.headers()));
  }

  private Output open(Route route, Way way, Authorizer authorizer) throws IOException {
    return new RequestOutput(way.client(), way.target(), authorizer, protocol(route), time);
  }

  /** What signatures name where the configuration does not: Amazon's service of that protocol. */
  private static String service(DestinationConfig config) {
    return switch (config.type()) {
      case PROMETHEUS_REMOTE_WRITE -> "aps";
      case ELASTICSEARCH -> "es";
      default -> "execute-api";
    };
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
    if (config.protocol() instanceof ProtocolConfig.RemoteWrite write) {
      return new RemoteWriteProtocol(
          at(url, "/api/v1/write"), version(write.version()), write.labels());
    }
    if (config.protocol() instanceof ProtocolConfig.Loki loki) {
      LokiLabels labels =
          new LokiLabels(
              Hostname.of(loki.host(), environment),
              loki.labels(),
              Set.copyOf(loki.labelsFrom()),
              loki.structuredMetadata());
      return new LokiProtocol(
          at(url, "/loki/api/v1/push"), labels, loki.encoding() == Encoding.JSON);
    }
    if (config.protocol() instanceof ProtocolConfig.Elasticsearch elastic) {
      return new BulkProtocol(
          below(url, "/_bulk"),
          elastic.index().orElse(route.kind().key() + "-groundwatch-default"),
          route.kind(),
          Hostname.of(elastic.host(), environment));
    }
    if (config.protocol() instanceof ProtocolConfig.Influx influx) {
      return new InfluxProtocol(InfluxTarget.of(url, influx));
    }
    if (config.protocol() instanceof ProtocolConfig.Splunk splunk) {
      return splunk(route, splunk, url);
    }
    throw new IllegalStateException("no protocol: " + config.type().key());
  }

  /** The channel is the lane's own, and the same after a restart. */
  private Protocol splunk(Route route, ProtocolConfig.Splunk splunk, URI url) throws IOException {
    String hostName = Hostname.of(splunk.host(), environment);
    UUID channel = UUID.nameUUIDFromBytes((hostName + "/" + route.lane()).getBytes(UTF_8));
    return new HecProtocol(
        at(url, "/services/collector"),
        route.kind(),
        new HecSettings(
            hostName,
            splunk.index(),
            splunk.sourcetype(),
            splunk.acknowledgement() ? Optional.of(channel.toString()) : Optional.empty()));
  }

  private static RemoteWriteProtocol.Version version(ProtocolConfig.RemoteWrite.Version version) {
    return switch (version) {
      case AUTO -> RemoteWriteProtocol.Version.NEGOTIATED;
      case V1 -> RemoteWriteProtocol.Version.V1;
      case V2 -> RemoteWriteProtocol.Version.V2;
    };
  }

  /** The request target of an address; {@code usual} where it names no path. */
  private static String at(URI url, String usual) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return (path.isEmpty() || path.equals("/") ? usual : path) + query(url);
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
