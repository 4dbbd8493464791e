/**
 * The values that flow through the agent: signals, batches, positions. Immutable, JDK only; knows
 * no other package.
 */
@NullMarked
package io.groundwatch.model;

import org.jspecify.annotations.NullMarked;
