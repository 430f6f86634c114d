/** The console under test; journeys that break their server start one of their own on the next port. */
export const journeyPort = 4390;
export const faultPort = 4391;
