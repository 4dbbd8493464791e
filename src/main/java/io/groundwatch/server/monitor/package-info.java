/**
 * Where other programs look after a running agent over HTTP: {@code /healthz} and {@code /metrics}.
 * Knows nothing of the agent: the pages are handed in.
 */
@NullMarked
package io.groundwatch.server.monitor;

import org.jspecify.annotations.NullMarked;
