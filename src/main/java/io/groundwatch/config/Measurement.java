package io.groundwatch.config;

import io.groundwatch.model.Unit;
import java.util.Optional;

/**
 * One entry of an input's {@code measurement} list.
 *
 * @param field as the input knows it, without the input's prefix: {@code usage_idle}
 * @param rename the name to publish instead of {@code <input>_<field>}, taken as it is
 * @param unit to publish instead of the field's own
 */
public record Measurement(String field, Optional<String> rename, Optional<Unit> unit) {}
