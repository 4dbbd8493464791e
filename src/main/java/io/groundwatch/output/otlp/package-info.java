/** The output to OpenTelemetry: OTLP over HTTP, version 1. */
@NullMarked
package io.groundwatch.output.otlp;

import org.jspecify.annotations.NullMarked;
