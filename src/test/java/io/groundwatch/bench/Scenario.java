package io.groundwatch.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One way of loading a contender. */
interface Scenario {
  /** As in the table. */
  String name();

  /** What has to be there before the first trial. */
  default void prepare() throws IOException {}

  /** Those of {@code all} that can do it. */
  List<Contender> among(List<Contender> all);

  /** Measures one contender once. Returns the figures by name, with the unit in the name. */
  Map<String, Double> measure(Contender contender) throws IOException, InterruptedException;
}
