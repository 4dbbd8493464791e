/** The output to Grafana Loki: its push API. */
@NullMarked
package io.groundwatch.output.loki;

import org.jspecify.annotations.NullMarked;
