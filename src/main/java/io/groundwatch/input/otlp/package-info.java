/**
 * OTLP over HTTP: logs and metrics that OpenTelemetry's SDKs and collectors send. Source:
 * OpenTelemetry Protocol specification 1.9, and the definitions in opentelemetry-proto 1.9.
 */
@NullMarked
package io.groundwatch.input.otlp;

import org.jspecify.annotations.NullMarked;
