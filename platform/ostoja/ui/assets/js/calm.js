// Whether the person chose calm mode: then nothing moves, counts, sounds or changes by itself but
// new messages. Whatever a script does without being asked first asks this.

export const isCalm = () => 'calm' in document.documentElement.dataset
