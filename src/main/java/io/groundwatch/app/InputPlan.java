package io.groundwatch.app;

import io.groundwatch.pipeline.Lane;
import io.groundwatch.runtime.Worker;
import java.util.List;
import java.util.function.Function;

/**
 * An input that a configuration asks for.
 *
 * @param name what it is called
 * @param key what it is made from: an input that runs is left alone while its key is the same, and
 *     so are its lanes
 * @param routes the lanes that it fills
 * @param maker makes it
 */
record InputPlan(String name, List<Object> key, List<Route> routes, Maker maker) {
  /** Makes an input that fills lanes that run. */
  interface Maker {
    /** The input, and what works for it; not started. */
    List<Worker> make(Function<Route, Lane> lanes);
  }
}
