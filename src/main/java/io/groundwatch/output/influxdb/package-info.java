/** The output to InfluxDB, and to what takes its line protocol. */
@NullMarked
package io.groundwatch.output.influxdb;

import org.jspecify.annotations.NullMarked;
