/** Tails log files: discovery, identity, lines, positions. */
@NullMarked
package io.groundwatch.input.file;

import org.jspecify.annotations.NullMarked;
