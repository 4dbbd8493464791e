package io.groundwatch.app;

import io.groundwatch.aws.AwsEndpoint;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.model.SignalKind;
import java.net.URI;

/**
 * Where CloudWatch is: one service for metrics, another for logs.
 *
 * @param service as AWS calls it, in host names and in signatures
 * @param url its own, or the one that the configuration names instead
 */
record CloudWatchAddress(String service, URI url) {
  /** Of a destination of that type, in a region. */
  static CloudWatchAddress of(DestinationConfig config, SignalKind kind, String region) {
    ProtocolConfig.CloudWatch own = (ProtocolConfig.CloudWatch) config.protocol();
    String service = kind == SignalKind.LOGS ? "logs" : "monitoring";
    String host = new AwsEndpoint(region, own.dualStack(), own.fips()).host(service);
    return new CloudWatchAddress(service, config.url().orElse(URI.create("https://" + host + "/")));
  }
}
