package io.groundwatch.app;

import io.groundwatch.config.DestinationConfig;
import io.groundwatch.config.ProtocolConfig;
import io.groundwatch.model.SignalKind;
import io.groundwatch.output.HttpTarget;
import io.groundwatch.output.prometheus.ScrapeOutput;

/**
 * One destination for one kind of signal: a lane of the agent.
 *
 * @param destination where to
 * @param kind what
 * @param implied whether no configuration names the destination
 */
record Route(DestinationConfig destination, SignalKind kind, boolean implied) {
  /** The lane's name, which is also its folder. */
  String lane() {
    return destination.name() + "/" + kind.key();
  }

  /** As a person reads it: the name, and where that is. */
  String shown() {
    return destination.name()
        + " ("
        + destination.url().map(HttpTarget::shown).orElseGet(this::place)
        + ")";
  }

  private String place() {
    if (destination.protocol() instanceof ProtocolConfig.Scrape scrape) {
      return "http://" + scrape.listen().text() + ScrapeOutput.PATH;
    }
    return destination.protocol() instanceof ProtocolConfig.CloudWatch aws
        ? "AWS, " + aws.region().orElse("in the region that this host names or is in")
        : destination.type().key();
  }
}
