export class SourceMapper {}
