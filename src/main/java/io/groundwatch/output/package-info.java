/**
 * What the outputs over HTTP share: how a batch becomes requests, who proves who we are, and what
 * an answer means. Knows no protocol; each has a package of its own below this one.
 */
@NullMarked
package io.groundwatch.output;

import org.jspecify.annotations.NullMarked;
