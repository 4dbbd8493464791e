/** The settle log of a lane. */
@NullMarked
package io.groundwatch.checkpoint;

import org.jspecify.annotations.NullMarked;
