// Counts the words of its first argument.
const words = process.argv[2]?.match(/\S+/g) ?? [];
console.log(`${words.length} words`);
