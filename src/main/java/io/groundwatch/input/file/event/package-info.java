/**
 * From bytes to events: how a log file's bytes are cut, decoded, timed and filtered. Knows bytes
 * and patterns, and neither files nor lanes.
 */
@NullMarked
package io.groundwatch.input.file.event;

import org.jspecify.annotations.NullMarked;
