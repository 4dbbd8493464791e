/**
 * The configuration: records that mirror the JSON, and the reader that makes them and names every
 * fault. Knows values, and neither threads nor adapters.
 */
@NullMarked
package io.groundwatch.config;

import org.jspecify.annotations.NullMarked;
