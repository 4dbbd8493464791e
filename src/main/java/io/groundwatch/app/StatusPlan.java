package io.groundwatch.app;

import java.time.Duration;
import java.util.List;

/**
 * What the status line is about.
 *
 * @param lanes their names
 * @param interval between two lines
 */
record StatusPlan(List<String> lanes, Duration interval) {
  static StatusPlan of(Routes routes) {
    return new StatusPlan(
        routes.all().stream().map(Route::lane).toList(), routes.config().agent().statusInterval());
  }
}
