package io.groundwatch.config;

import io.groundwatch.model.Unit;
import java.util.Optional;

/**
 * One field to collect.
 *
 * @param field its name without the input's prefix
 * @param rename the metric's name in place of {@code <input>_<field>}
 * @param unit in place of the field's own
 */
public record Measurement(String field, Optional<String> rename, Optional<Unit> unit) {}
