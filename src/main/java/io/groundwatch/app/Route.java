package io.groundwatch.app;

import io.groundwatch.config.DestinationConfig;
import io.groundwatch.model.SignalKind;
import io.groundwatch.output.HttpTarget;

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
    String where = destination.url().map(HttpTarget::shown).orElse(destination.type().key());
    return destination.name() + " (" + where + ")";
  }
}
