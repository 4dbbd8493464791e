/** The output to Splunk: its HTTP Event Collector. */
@NullMarked
package io.groundwatch.output.splunk;

import org.jspecify.annotations.NullMarked;
