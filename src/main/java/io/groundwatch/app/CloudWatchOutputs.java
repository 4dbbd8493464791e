package io.groundwatch.app;

import io.groundwatch.app.Ways.Way;
import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.model.SignalKind;
import io.groundwatch.output.LateOutput;
import io.groundwatch.output.Protocol;
import io.groundwatch.output.RequestOutput;
import io.groundwatch.output.cloudwatch.LogEventsProtocol;
import io.groundwatch.output.cloudwatch.LogGroupRule;
import io.groundwatch.output.cloudwatch.MetricDataProtocol;
import io.groundwatch.pipeline.Output;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Makes the outputs to CloudWatch: one service for metrics, another for logs. */
final class CloudWatchOutputs {
  private final Ways ways;
  private final AwsSigning signing;
  private final TimeSource time;

  CloudWatchOutputs(Ways ways, Map<String, String> environment, TimeSource time) {
    this.ways = ways;
    this.signing = new AwsSigning(ways, environment, time);
    this.time = time;
  }

  /** The output of a route; the network is asked for the region only by its first send. */
  Output open(Route route) throws IOException {
    DestinationConfig config = route.destination();
    ProtocolConfig.CloudWatch own = (ProtocolConfig.CloudWatch) config.protocol();
    Optional<String> region = signing.region(config, own.region());
    return region.isPresent()
        ? open(route, own, region.get())
        : new LateOutput(
            () -> open(route, own, signing.regionOfInstance(config)), ways.loop()::offLoop);
  }

  private Output open(Route route, ProtocolConfig.CloudWatch own, String region) {
    DestinationConfig config = route.destination();
    CloudWatchAddress address = CloudWatchAddress.of(config, route.kind(), region);
    Way way = ways.to(config, address.url());
    return new RequestOutput(
        way.client(),
        way.target(),
        signing.authorizer(config, address.url(), region, address.service(), way.headers()),
        route.kind() == SignalKind.LOGS ? logEvents(own) : new MetricDataProtocol(),
        time);
  }

  private static Protocol logEvents(ProtocolConfig.CloudWatch own) {
    return new LogEventsProtocol(
        own.groups().stream()
            .map(
                group -> LogGroupRule.of(group.name(), group.retentionInDays(), group.groupClass()))
            .toList());
  }
}
