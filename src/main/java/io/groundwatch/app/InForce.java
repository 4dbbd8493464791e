package io.groundwatch.app;

import io.groundwatch.config.LoadedConfig;
import io.groundwatch.runtime.TimeSource;
import java.util.List;
import java.util.Optional;

/** Which configuration runs. The main thread tells; any thread may ask. */
final class InForce {
  private final TimeSource time;
  private volatile State state = new State(List.of(), List.of(), 0, Optional.empty());

  /**
   * What is known of it.
   *
   * @param sources the files and variables that it was read from
   * @param routes what goes where, in lines for a person
   * @param sinceNanos when it began to run, in nanoseconds since the epoch
   * @param refused the one that was to take its place since, where it could not
   */
  record State(
      List<String> sources, List<String> routes, long sinceNanos, Optional<Refusal> refused) {}

  /**
   * A configuration that was refused.
   *
   * @param atNanos when, in nanoseconds since the epoch
   * @param why for a person
   */
  record Refusal(long atNanos, String why) {}

  InForce(TimeSource time) {
    this.time = time;
  }

  /** What is known. */
  State state() {
    return state;
  }

  /** This one runs now. */
  void runs(LoadedConfig loaded, Routes routes) {
    state = new State(loaded.sources(), routes.lines(), time.wallNanos(), Optional.empty());
  }

  /** One that was to take its place is refused. */
  void refused(String why) {
    State now = state;
    state =
        new State(
            now.sources(),
            now.routes(),
            now.sinceNanos(),
            Optional.of(new Refusal(time.wallNanos(), why)));
  }
}
