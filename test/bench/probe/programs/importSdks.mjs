import '@anthropic-ai/sdk';
import '@google/genai';
import '@mistralai/mistralai';
import 'cohere-ai';
import 'groq-sdk';
import 'openai';
