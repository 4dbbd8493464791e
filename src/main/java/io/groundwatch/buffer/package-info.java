/**
 * The disk buffer on Square Tape's QueueFile, and the dead letters beside it. Tape lives here
 * alone.
 */
@NullMarked
package io.groundwatch.buffer;

import org.jspecify.annotations.NullMarked;
